package dev.paykore.gateway.guard.http2.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.testing.http2.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameHeadsTests {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final List<FrameHead> seen = new ArrayList<>();
  private final FrameHeads heads = new FrameHeads(seen::add);

  @Property(tries = 300)
  void framesAreFoundWhateverPiecesTheyComeIn(
      @ForAll("frames") List<Frame> frames, @ForAll @IntRange(min = 1, max = 40) int piece) {
    List<FrameHead> found = new ArrayList<>();
    FrameHeads reader = new FrameHeads(found::add);
    ByteBuf bytes = bytes(frames);
    int length = bytes.readableBytes();
    while (bytes.isReadable()) {
      reader.read(bytes.readSlice(Math.min(piece, bytes.readableBytes())));
    }
    assertThat(length).isPositive();
    assertThat(found)
        .containsExactlyElementsOf(
            frames.stream()
                .map(f -> new FrameHead(f.payload().length(), f.type(), f.flags(), f.stream()))
                .toList());
  }

  @Test
  void aHeadIsOpenUntilItsLastContinuation() {
    heads.read(bytes(List.of()));
    assertThat(heads.insideHead()).isTrue();
    read(new Frame(Frame.SETTINGS, 0, 0, ""));
    assertThat(heads.insideHead()).isFalse();
    read(new Frame(Frame.HEADERS, 0, 1, "a"));
    assertThat(heads.insideHead()).isTrue();
    read(new Frame(Frame.CONTINUATION, Frame.END_HEADERS, 1, "a"));
    assertThat(heads.insideHead()).isFalse();
  }

  @Test
  void aHeadIsOpenUntilItsLastOctet() {
    heads.read(bytes(List.of(new Frame(Frame.SETTINGS, 0, 0, ""))));
    byte[] head = new Frame(Frame.HEADERS, Frame.END_HEADERS, 1, "abc").bytes();
    for (byte octet : head) {
      heads.read(Unpooled.wrappedBuffer(new byte[] {octet}));
      assertThat(heads.insideHead()).isEqualTo(octet != 'c');
    }
  }

  private void read(Frame frame) {
    heads.read(Unpooled.wrappedBuffer(frame.bytes()));
  }

  private static ByteBuf bytes(List<Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    frames.forEach(frame -> bytes.writeBytes(frame.bytes()));
    return Unpooled.wrappedBuffer(bytes.toByteArray());
  }

  @Provide
  Arbitrary<List<Frame>> frames() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, 0x7f),
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            Arbitraries.strings().ascii().ofMaxLength(60))
        .as(Frame::new)
        .list()
        .ofMaxSize(20);
  }
}
