package org.godwit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.config.Environment;
import org.godwit.config.RawSetting;
import org.godwit.config.Settings;
import org.godwit.config.SettingsLoader;
import org.godwit.config.YamlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in {@code k8s/} fits Kubernetes' types, itself, and the server's settings. */
class ManifestsTest {

  private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "godwit");

  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void an_overlay_has_only_what_kubernetes_knows(String overlay) throws Exception {
    assertThat(read(overlay).all()).hasSizeGreaterThan(5).allSatisfy(object -> {
      ObjectMeta metadata = object.getMetadata();
      assertThat(metadata.getNamespace()).isEqualTo("godwit");
      assertThat(metadata.getName()).startsWith("godwit");
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "terminationGracePeriodSeconds | terminationGracePeriodSecond",
    "readOnlyRootFilesystem        | readOnlyRootFileSystem",
    "publishNotReadyAddresses      | publishNotReadyAddress",
    "runAsUser: 10001              | runAsUser: nobody",
    "kind: NetworkPolicy           | kind: NetworkPolice",
    "policyTypes                   | policies"})
  void what_kubernetes_does_not_know_is_found(String right, String wrong) throws Exception {
    String yaml = Kustomize.overlay("three");
    assertThat(yaml).contains(right);
    assertThatThrownBy(() -> Manifests.of(yaml.replace(right, wrong))).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void selectors_and_names_lead_somewhere(String overlay) throws Exception {
    Manifests manifests = read(overlay);
    StatefulSet set = manifests.only(StatefulSet.class);
    List<String> ports = container(set).getPorts().stream().map(ContainerPort::getName).toList();
    assertThat(set.getSpec().getTemplate().getMetadata().getLabels()).isEqualTo(LABELS);
    assertThat(set.getSpec().getSelector().getMatchLabels()).isEqualTo(LABELS);
    List<Service> services = manifests.all(Service.class);
    assertThat(services).allSatisfy(service -> assertThat(service.getSpec().getSelector()).isEqualTo(LABELS));
    assertThat(services).filteredOn(service -> service.getMetadata().getName().equals(set.getSpec().getServiceName()))
        .singleElement().satisfies(service -> assertThat(service.getSpec().getClusterIP()).isEqualTo("None"));
    assertThat(services.stream().flatMap(service -> service.getSpec().getPorts().stream()).map(ServicePort::getTargetPort)
        .filter(Objects::nonNull).map(IntOrString::getStrVal)).isNotEmpty().isSubsetOf(ports);
    List<NetworkPolicy> policies = manifests.all(NetworkPolicy.class);
    assertThat(policies).allSatisfy(policy -> assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(LABELS));
    assertThat(policies.stream().flatMap(policy -> policy.getSpec().getIngress().stream()).flatMap(rule -> rule.getPorts().stream())
        .map(port -> port.getPort().getStrVal())).containsExactlyInAnyOrderElementsOf(ports.stream().filter(name -> !name.equals("http")).toList());
    assertThat(manifests.all(PodDisruptionBudget.class)).hasSize(overlay.equals("three") ? 1 : 0)
        .allSatisfy(budget -> assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(LABELS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void everything_mounted_is_there(String overlay) throws Exception {
    Manifests manifests = read(overlay);
    PodSpec pod = pod(manifests);
    assertThat(container(manifests.only(StatefulSet.class)).getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(pod.getVolumes().stream().map(Volume::getName).toList());
    assertThat(pod.getVolumes().stream().map(Volume::getPersistentVolumeClaim).filter(Objects::nonNull).map(claim -> claim.getClaimName()))
        .containsExactly(manifests.only(PersistentVolumeClaim.class).getMetadata().getName());
    assertThat(pod.getVolumes().stream().map(Volume::getConfigMap).filter(Objects::nonNull).map(map -> map.getName()))
        .containsExactly(manifests.only(ConfigMap.class).getMetadata().getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void the_pod_may_little(String overlay) throws Exception {
    Manifests manifests = read(overlay);
    assertThat(pod(manifests).getAutomountServiceAccountToken()).isFalse();
    assertThat(pod(manifests).getSecurityContext()).satisfies(context -> {
      assertThat(context.getRunAsNonRoot()).isTrue();
      assertThat(context.getRunAsUser()).isEqualTo(context.getFsGroup()).isPositive();
      assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    });
    assertThat(container(manifests.only(StatefulSet.class)).getSecurityContext()).satisfies(context -> {
      assertThat(context.getReadOnlyRootFilesystem()).isTrue();
      assertThat(context.getAllowPrivilegeEscalation()).isFalse();
      assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void the_server_understands_its_settings_and_listens_where_it_is_looked_for(String overlay) throws Exception {
    Manifests manifests = read(overlay);
    Container container = container(manifests.only(StatefulSet.class));
    Settings settings = settings(manifests);
    Map<String, Integer> ports = container.getPorts().stream().collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
    var listening = new HashMap<>(Map.of("imap", settings.imap().port(), "imaps", settings.imaps().port(), "pop3", settings.pop3().port(),
        "pop3s", settings.pop3s().port(), "lmtp", settings.lmtp().port(), "http", settings.http().port()));
    if (settings.cluster().enabled()) {
      listening.putAll(Map.of("membership", settings.cluster().port(), "failures", settings.cluster().port() + 1, "requests", settings.cluster().busPort()));
    }
    assertThat(ports).isEqualTo(listening);
    assertThat(settings.listen().hosts()).containsExactly("::");
    assertThat(settings.lmtp().hosts()).containsExactly("::");
    List<String> mounts = container.getVolumeMounts().stream().map(VolumeMount::getMountPath).toList();
    assertThat(mounts).contains(settings.data().getParent().toString()).containsAll(settings.tls().certificates());
    assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()).map(Probe::getHttpGet)).allSatisfy(get -> {
      assertThat(get.getPath()).isIn("/live", "/ready");
      assertThat(get.getPort().getStrVal()).isEqualTo("http");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "three"})
  void the_end_fits_the_grace_period(String overlay) throws Exception {
    Manifests manifests = read(overlay);
    List<String> sleep = container(manifests.only(StatefulSet.class)).getLifecycle().getPreStop().getExec().getCommand();
    assertThat(sleep.getFirst()).isEqualTo("sleep");
    int drain = settings(manifests).cluster().drainSeconds();
    // the server gives each of four steps of its end 20 s at most
    assertThat(pod(manifests).getTerminationGracePeriodSeconds()).isGreaterThan(Integer.parseInt(sleep.get(1)) + drain + 4 * 20);
  }

  @Test
  void one_is_alone() throws Exception {
    Manifests one = read("one");
    assertThat(one.only(StatefulSet.class).getSpec().getReplicas()).isEqualTo(1);
    assertThat(settings(one).cluster().enabled()).isFalse();
    assertThat(one.only(PersistentVolumeClaim.class).getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
  }

  @Test
  void three_are_a_cluster_of_three_that_finds_itself() throws Exception {
    Manifests three = read("three");
    var spec = three.only(StatefulSet.class).getSpec();
    var cluster = settings(three).cluster();
    assertThat(cluster.size()).isEqualTo(3).isEqualTo(spec.getReplicas());
    assertThat(cluster.dns()).isEqualTo(spec.getServiceName());
    assertThat(cluster.nodeName()).isEqualTo("the metadata.name");
    assertThat(cluster.host()).isEqualTo("the status.podIP");
    assertThat(spec.getPodManagementPolicy()).isEqualTo("Parallel");
    assertThat(three.all(Service.class)).filteredOn(service -> service.getMetadata().getName().equals(cluster.dns()))
        .allSatisfy(service -> assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue());
    assertThat(three.only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
    assertThat(three.only(PersistentVolumeClaim.class).getSpec().getAccessModes()).containsExactly("ReadWriteMany");
  }

  private static Manifests read(String overlay) throws IOException, InterruptedException {
    return Manifests.of(Kustomize.overlay(overlay));
  }

  private static PodSpec pod(Manifests manifests) {
    return manifests.only(StatefulSet.class).getSpec().getTemplate().getSpec();
  }

  private static Container container(StatefulSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  /** Those that the server would have in a pod. */
  private Settings settings(Manifests manifests) throws IOException {
    Path file = Files.writeString(directory.resolve("godwit.yaml"), manifests.only(ConfigMap.class).getData().get("godwit.yaml"));
    var sources = new ArrayList<RawSetting>(YamlFile.settings(file));
    Map<String, String> environment = container(manifests.only(StatefulSet.class)).getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, ManifestsTest::value));
    sources.addAll(Environment.settings(environment));
    return SettingsLoader.load(sources);
  }

  private static String value(EnvVar variable) {
    return variable.getValue() != null ? variable.getValue() : "the " + variable.getValueFrom().getFieldRef().getFieldPath();
  }
}
