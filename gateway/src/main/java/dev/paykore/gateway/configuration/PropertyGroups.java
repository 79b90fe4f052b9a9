package dev.paykore.gateway.configuration;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The groups of properties that the edge knows, each a record beside the stage that it is for. */
final class PropertyGroups {

  static final String ROOT = "paykore.edge";

  /** Not a group but a list, which the routing reads itself. */
  static final String ROUTES = "routes";

  private static final String PACKAGE = "dev.paykore.gateway";

  private PropertyGroups() {}

  /** The record of each group by its prefix, such as {@code paykore.edge.redis}. */
  static Map<String, Class<?>> byPrefix() {
    ClassPathScanningCandidateComponentProvider scan =
        new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Map<String, Class<?>> groups = new TreeMap<>();
    for (BeanDefinition found : scan.findCandidateComponents(PACKAGE)) {
      Class<?> group = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
      groups.put(prefix(group), group);
    }
    return groups;
  }

  private static String prefix(Class<?> group) {
    MergedAnnotation<ConfigurationProperties> annotation =
        MergedAnnotations.from(group).get(ConfigurationProperties.class);
    return annotation.getString("prefix");
  }
}
