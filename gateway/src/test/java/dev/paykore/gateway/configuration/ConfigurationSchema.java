package dev.paykore.gateway.configuration;

import dev.paykore.gateway.routing.config.RouteProperties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.util.unit.DataSize;

/** Makes a JSON Schema of the records that configuration is bound to. */
final class ConfigurationSchema {

  private static final String DURATION = "^[0-9]+(ns|us|ms|s|m|h|d)$";
  private static final String SIZE = "^[0-9]+(B|KB|MB|GB)$";

  /** The records let all of it be absent, so that the check can name the route that lacks it. */
  private static final Map<Class<?>, List<String>> REQUIRED =
      Map.of(
          RouteProperties.class, List.of("id", "uri", "predicates", "metadata"),
          RouteProperties.Metadata.class, List.of("environment"));

  /** Of a route; likewise. */
  private static final Map<String, Map<String, Object>> NOT_EMPTY =
      Map.of("id", Map.of("pattern", "\\S"), "predicates", Map.of("minItems", 1));

  private final Map<Class<?>, Collection<String>> namesOfDefinitions;

  /**
   * @param predicates the names that predicates may have
   * @param filters the names that filters may have
   */
  ConfigurationSchema(Collection<String> predicates, Collection<String> filters) {
    this.namesOfDefinitions =
        Map.of(PredicateDefinition.class, predicates, FilterDefinition.class, filters);
  }

  /** The schema of a record: its properties by their names, and no others. */
  Map<String, Object> of(Class<?> record) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      properties.put(PropertyNames.dashed(component.getName()), of(component));
    }
    Map<String, Object> schema = object(properties);
    List<String> required = REQUIRED.get(record);
    if (required != null) {
      schema.put("required", required);
    }
    return schema;
  }

  static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    return schema;
  }

  static Map<String, Object> listOf(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  private Map<String, Object> of(RecordComponent component) {
    Map<String, Object> schema = new LinkedHashMap<>(of(component.getGenericType()));
    if (component.getDeclaringRecord() == RouteProperties.class) {
      schema.putAll(NOT_EMPTY.getOrDefault(component.getName(), Map.of()));
    }
    Parameter parameter = parameterOf(component);
    DefaultValue value = parameter.getAnnotation(DefaultValue.class);
    if (value != null && value.value().length == 1) {
      schema.put("default", number(value.value()[0], component.getType()));
    }
    Min min = parameter.getAnnotation(Min.class);
    Max max = parameter.getAnnotation(Max.class);
    if (min != null) {
      schema.put("minimum", min.value());
    }
    if (max != null) {
      schema.put("maximum", max.value());
    }
    return schema;
  }

  private Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType list) {
      return listOf(of(list.getActualTypeArguments()[0]));
    }
    Class<?> plain = (Class<?>) type;
    if (namesOfDefinitions.containsKey(plain)) {
      return definition(Objects.requireNonNull(namesOfDefinitions.get(plain)));
    }
    if (plain == Duration.class) {
      return Map.of("type", "string", "pattern", DURATION);
    }
    if (plain == DataSize.class) {
      return Map.of("type", "string", "pattern", SIZE);
    }
    return plain.isRecord() && hasComponentsOfItsOwn(plain) ? of(plain) : simple(plain);
  }

  private static Map<String, Object> simple(Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class) {
      return Map.of("type", "integer");
    }
    if (type == boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type.isEnum()) {
      return Map.of(
          "enum", Arrays.stream(type.getEnumConstants()).map(ConfigurationSchema::name).toList());
    }
    return type == URI.class ? Map.of("type", "string", "format", "uri") : Map.of("type", "string");
  }

  /** A record that is written as one text, such as a range of addresses, is none to an editor. */
  private static boolean hasComponentsOfItsOwn(Class<?> record) {
    return Arrays.stream(record.getMethods())
        .noneMatch(method -> method.getName().equals("valueOf"));
  }

  private static Map<String, Object> definition(Collection<String> names) {
    List<String> sorted = names.stream().sorted().toList();
    Map<String, Object> inShort = new LinkedHashMap<>();
    inShort.put("type", "string");
    inShort.put("pattern", "^(" + String.join("|", sorted) + ")(=.*)?$");
    inShort.put("examples", new ArrayList<>(sorted.stream().map(name -> name + "=").toList()));
    Map<String, Object> inFull =
        object(
            new LinkedHashMap<>(
                Map.of("name", Map.of("enum", sorted), "args", Map.of("type", "object"))));
    return Map.of("anyOf", List.of(inShort, inFull));
  }

  private static String name(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  private static Object number(String text, Class<?> type) {
    return type == int.class || type == long.class ? (Object) Long.valueOf(text) : text;
  }

  /** The annotations that the binder looks for are on the constructor's parameters. */
  private static Parameter parameterOf(RecordComponent component) {
    Class<?> record = component.getDeclaringRecord();
    List<String> names =
        Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
    return record.getDeclaredConstructors()[0].getParameters()[names.indexOf(component.getName())];
  }
}
