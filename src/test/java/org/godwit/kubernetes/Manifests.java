package org.godwit.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Kubernetes objects, read strictly: what the typed model does not know, or has another type for, is refused. */
final class Manifests {

  private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
      "v1/ConfigMap", ConfigMap.class,
      "v1/Service", Service.class,
      "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
      "apps/v1/StatefulSet", StatefulSet.class,
      "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
      "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  private static final ObjectMapper STRICT = strict();

  private final List<HasMetadata> objects;

  private Manifests(List<HasMetadata> objects) {
    this.objects = objects;
  }

  /** The model keeps what it does not know in a map, for objects of later versions. Not here. */
  private static ObjectMapper strict() {
    var mapper = new ObjectMapper();
    mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
      @Override
      public Boolean hasAnySetter(Annotated annotated) {
        return false;
      }
    });
    return mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /**
   * Reads all documents.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static Manifests of(String yaml) {
    var objects = new ArrayList<HasMetadata>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      objects.add(object((Map<?, ?>) document));
    }
    return new Manifests(List.copyOf(objects));
  }

  private static HasMetadata object(Map<?, ?> document) {
    String kind = document.get("apiVersion") + "/" + document.get("kind");
    if (!KINDS.containsKey(kind)) {
      throw new IllegalArgumentException("what is " + kind + "?");
    }
    return STRICT.convertValue(document, KINDS.get(kind));
  }

  /** All of them. */
  List<HasMetadata> all() {
    return objects;
  }

  /** Those of one kind. */
  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The only one of its kind. */
  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> found = all(kind);
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " of " + kind.getSimpleName());
    }
    return found.getFirst();
  }
}
