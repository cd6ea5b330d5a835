package org.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir
  Path directory;

  @Test
  void defaults_need_nothing() {
    Settings settings = Settings.defaults();
    assertThat(settings.imap().port()).isEqualTo(1143);
    assertThat(settings.mail().messageBytesMax()).isEqualTo(64L << 20);
    assertThat(settings.listen().hosts()).containsExactly("127.0.0.1");
    assertThat(settings.usersFile()).isEqualTo(Path.of("./data/users"));
  }

  @Test
  void the_file_in_conf_lists_every_setting_with_its_default() throws IOException {
    Path file = Path.of("conf/godwit.yaml");
    assertThat(Files.readString(file)).isEqualTo(SettingsDocument.text());
    List<RawSetting> settings = YamlFile.settings(file);
    assertThat(settings).extracting(RawSetting::key).containsExactlyElementsOf(SettingKey.ALL.stream().map(SettingKey::name).toList());
    assertThat(SettingsLoader.load(settings)).isEqualTo(Settings.defaults());
  }

  @Test
  void every_default_is_within_its_bounds_and_every_explanation_one_line() {
    assertThat(SettingKey.ALL).hasSizeGreaterThan(30).allSatisfy(key -> {
      assertThat(key.setting().help()).isNotBlank().doesNotContain("\n");
      assertThat(key.environmentName()).matches("GODWIT(_[A-Z0-9]+)+");
    });
    assertThat(SettingKey.ALL).extracting(SettingKey::environmentName).doesNotHaveDuplicates();
  }

  @Test
  void later_sources_override_earlier_ones() throws IOException {
    var sources = new ArrayList<>(YamlFile.settings(yaml("imap:\n  port: 2000\nmail.mailboxesMax: 20\nlog:\n  level: debug\n")));
    sources.addAll(Environment.settings(Map.of("GODWIT_IMAP_PORT", "3000", "GODWIT_MAIL_MAILBOXES_MAX", "30", "PATH", "/bin")));
    sources.add(RawSetting.of("imap.port", "4000", "--set"));
    Settings settings = SettingsLoader.load(sources);
    assertThat(settings.imap().port()).isEqualTo(4000);
    assertThat(settings.mail().mailboxesMax()).isEqualTo(30);
    assertThat(settings.log().level()).isEqualTo("debug");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "imap.port            | 70000 | --set: imap.port is \"70000\", expected a whole number from 0 to 65535",
    "imap.port            | eins  | --set: imap.port is \"eins\", expected a whole number from 0 to 65535",
    "imap.port            | 1K    | --set: imap.port is \"1K\", expected a whole number from 0 to 65535",
    "imap.port            | -1    | --set: imap.port is \"-1\", expected a whole number from 0 to 65535",
    "imap.port            | 99999999999999999999 | --set: imap.port is \"99999999999999999999\", expected a whole number from 0 to 65535",
    "auth.cleartext       | tsl   | --set: auth.cleartext is \"tsl\", expected one of never tls loopback always",
    "demo                 | yes   | --set: demo is \"yes\", expected true or false",
    "mail.hierarchyDelimiter | :  | --set: mail.hierarchyDelimiter is \":\", expected one of / .",
    "storage.compactionDeadFraction | 2 | --set: storage.compactionDeadFraction is \"2\", expected a number from 0.05 to 0.95",
    "data                 | ''    | --set: data is \"\", expected a path",
    "limits.trusted       | 10.0.0.1/8 | --set: limits.trusted is \"10.0.0.1/8\", expected addresses or networks, such as 192.0.2.1, 192.0.2.0/24, 2001:db8::/32, without bits behind the prefix; not 10.0.0.1/8",
    "proxy.networks       | lb.example.org | --set: proxy.networks is \"lb.example.org\", expected addresses or networks, such as 192.0.2.1, 192.0.2.0/24, 2001:db8::/32, without bits behind the prefix; not lb.example.org",
    "proxy.listeners      | imap,smtp | --set: proxy.listeners is \"imap,smtp\", expected some of imap imaps pop3 pop3s lmtp",
    "imap.prot            | 1     | --set: there is no setting imap.prot, did you mean imap.port?",
    "searchBase           | x     | --set: there is no setting searchBase, did you mean ldap.searchBase?",
    "auth                 | x     | --set: auth is a section; expected settings in it, indented",
    "quux                 | 1     | --set: there is no setting quux; conf/godwit.yaml lists them all",
  })
  void a_bad_setting_names_itself_and_what_was_expected(String key, String value, String message) {
    assertThatThrownBy(() -> SettingsLoader.load(List.of(RawSetting.of(key, value, "--set"))))
        .isInstanceOf(SettingsException.class).hasMessage(message);
  }

  @Test
  void sizes_take_units() {
    Settings settings = SettingsLoader.load(List.of(RawSetting.of("mail.messageBytesMax", "2M", "--set"),
        RawSetting.of("imap.lineBytesMax", "9000", "--set")));
    assertThat(settings.mail().messageBytesMax()).isEqualTo(2 << 20);
    assertThat(settings.imap().lineBytesMax()).isEqualTo(9000);
  }

  @Test
  void lists_come_as_yaml_lists_or_with_commas() throws IOException {
    assertThat(SettingsLoader.load(YamlFile.settings(yaml("listen:\n  hosts: [127.0.0.1, \"::1\"]\n"))).listen().hosts())
        .containsExactly("127.0.0.1", "::1");
    assertThat(SettingsLoader.load(List.of(RawSetting.of("listen.hosts", "127.0.0.1, ::1", "--set"))).listen().hosts())
        .containsExactly("127.0.0.1", "::1");
  }

  @Test
  void problems_in_a_file_are_named_by_line_and_all_at_once() throws IOException {
    Path file = yaml("# mine\nimap:\n  port: x\n  prot: 1\n");
    assertThatThrownBy(() -> SettingsLoader.load(YamlFile.settings(file)))
        .hasMessage(file + ":3: imap.port is \"x\", expected a whole number from 0 to 65535\n"
            + file + ":4: there is no setting imap.prot, did you mean imap.port?");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "imap: [}            | :1: ",
    "imap:\\n\\tport: 1  | :2: ",
    "- a                 | :1: expected settings such as",
    "a: {b: {c: {d: 1}}} | :1: expected settings such as",
    "[a]: 1              | : not YAML: Non scalar key",
    "demo: true\\ndemo: false | :2: demo is set a second time, first at ",
    "hello               | :1: expected settings such as",
  })
  void a_file_that_is_not_settings_is_refused_with_its_line(String text, String message) throws IOException {
    Path file = yaml(text.replace("\\n", "\n").replace("\\t", "\t"));
    assertThatThrownBy(() -> YamlFile.settings(file)).isInstanceOf(SettingsException.class).hasMessageStartingWith(file + message);
  }

  @Test
  void a_missing_file_is_said_to_be_missing_and_an_empty_one_is_fine() throws IOException {
    Path missing = directory.resolve("none.yaml");
    assertThatThrownBy(() -> YamlFile.settings(missing)).hasMessage(missing + ": there is no such file");
    assertThat(YamlFile.settings(yaml(""))).isEmpty();
  }

  @Test
  void an_unknown_variable_is_refused_but_the_links_of_kubernetes_services_are_not_ours() {
    List<RawSetting> settings = Environment.settings(Map.of(
        "GODWIT_IMAP_PORT", "tcp://10.0.0.1:1143", "GODWIT_IMAP_SERVICE_HOST", "10.0.0.1", "GODWIT_SERVICE_PORT_IMAP", "1143",
        "GODWIT_PORT_1143_TCP_ADDR", "10.0.0.1", "GODWIT_JAVA_OPTS", "-Xmx1g", "GODWIT_IMAP_PROT", "5"));
    assertThatThrownBy(() -> SettingsLoader.load(settings))
        .hasMessage("environment variable GODWIT_IMAP_PROT: there is no setting imap.prot, did you mean imap.port?");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("godwit.yaml"), text);
  }
}
