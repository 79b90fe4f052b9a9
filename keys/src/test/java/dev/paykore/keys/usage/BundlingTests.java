package dev.paykore.keys.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BundlingTests {

  private static final int MOST_KEYS = 32;

  @Property(tries = 100)
  void eachKeyIsInOneBundleAndNoBundleIsTooLarge(
      @ForAll Bundling bundling, @ForAll @IntRange(max = 1_000) int keys) {
    List<KeyUsage> usages = usages(keys);
    List<List<KeyUsage>> bundles = bundling.bundles(usages);
    assertThat(bundles).allSatisfy(bundle -> assertThat(bundle).hasSizeBetween(1, MOST_KEYS));
    assertThat(bundles.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(usages);
  }

  /** Else a bundle that was counted would not be known again, or another be taken for it. */
  @Property(tries = 200)
  void whatIsLeftOfAFlushIsBundledAsBefore(
      @ForAll Bundling bundling,
      @ForAll @IntRange(max = 3_000) int keys,
      @ForAll @Size(100) List<Boolean> taken) {
    UsageFlush flush = new UsageFlush("edge-1", 1, usages(keys));
    List<List<KeyUsage>> left = new ArrayList<>(bundling.bundles(flush.keys()));
    Set<String> takenKeys = new HashSet<>();
    for (int i = left.size() - 1; i >= 0; i--) {
      if (taken.get(i % taken.size())) {
        left.remove(i).forEach(usage -> takenKeys.add(usage.keyId()));
      }
    }
    assertThat(bundling.bundles(flush.without(takenKeys).keys())).isEqualTo(left);
  }

  @Example
  void aSingleServerTakesAnyKeysTogether() {
    List<KeyUsage> usages = usages(MOST_KEYS + 1);
    assertThat(Bundling.SINGLE_SERVER.bundles(usages)).hasSize(2);
  }

  @Example
  void aClusterTakesThoseOfOneSlotTogether() {
    // More keys than slots: some share one.
    List<KeyUsage> usages = usages(20_000);
    List<List<KeyUsage>> bundles = Bundling.CLUSTER.bundles(usages);
    assertThat(bundles.stream().map(bundle -> Bundling.CLUSTER.slotOf(bundle.getFirst())))
        .doesNotHaveDuplicates();
    assertThat(bundles)
        .hasSizeLessThan(usages.size())
        .allMatch(bundle -> bundle.stream().map(Bundling.CLUSTER::slotOf).distinct().count() == 1);
  }

  private static List<KeyUsage> usages(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> new KeyUsage("key_" + i, List.of(), List.of()))
        .toList();
  }
}
