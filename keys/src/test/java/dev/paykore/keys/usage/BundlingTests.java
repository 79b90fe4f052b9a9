package dev.paykore.keys.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BundlingTests {

  private static final int MOST_KEYS = 32;

  @Property(tries = 100)
  void eachKeyIsInOneBundleAndNoBundleIsTooLarge(
      @ForAll Bundling bundling, @ForAll @IntRange(max = 1_000) int keys) {
    List<KeyUsage> usages = usages(keys);
    List<List<KeyUsage>> bundles = bundling.bundles(bundling.inOrder(usages));
    assertThat(bundles).allSatisfy(bundle -> assertThat(bundle).hasSizeBetween(1, MOST_KEYS));
    assertThat(bundles.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(usages);
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
    List<List<KeyUsage>> bundles = Bundling.CLUSTER.bundles(Bundling.CLUSTER.inOrder(usages));
    assertThat(bundles.stream().map(bundle -> Bundling.CLUSTER.slotOf(bundle.getFirst())))
        .doesNotHaveDuplicates();
    assertThat(bundles)
        .hasSizeLessThan(usages.size())
        .allMatch(bundle -> bundle.stream().map(Bundling.CLUSTER::slotOf).distinct().count() == 1);
  }

  private static List<KeyUsage> usages(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> new KeyUsage("key_" + i, List.of(), Map.of(), List.of()))
        .toList();
  }
}
