package dev.paykore.gateway.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * The names of the properties that are bound to a record, such as {@code metadata.max-body}. An
 * index is left out.
 */
public final class PropertyNames {

  private PropertyNames() {}

  /** The names below the record's own. */
  public static Set<String> of(Class<?> group) {
    Set<String> names = new TreeSet<>();
    collect("", group, names);
    return names;
  }

  /** The name of a record's component as configuration spells it. */
  static String dashed(String component) {
    return DataObjectPropertyName.toDashedForm(component);
  }

  private static void collect(String prefix, Class<?> type, Set<String> names) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + dashed(component.getName());
      names.add(name);
      Class<?> nested = recordIn(component.getGenericType());
      if (nested != null) {
        collect(name + ".", nested, names);
      }
    }
  }

  private static @Nullable Class<?> recordIn(Type type) {
    return switch (type) {
      case Class<?> plain when plain.isRecord() -> plain;
      case ParameterizedType list when list.getActualTypeArguments().length == 1 ->
          recordIn(list.getActualTypeArguments()[0]);
      default -> null;
    };
  }
}
