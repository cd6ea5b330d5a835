package org.godwit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.godwit.auth.ServerSecret;
import org.godwit.auth.UserName;
import org.godwit.auth.backend.CredentialBackend;
import org.godwit.auth.backend.WorkQueue;
import org.godwit.auth.login.LoginService;
import org.godwit.auth.otp.OtpFiles;
import org.godwit.auth.otp.OtpUsers;
import org.godwit.auth.sasl.CertificateUsers;
import org.godwit.auth.sasl.CertificateUsers.Source;
import org.godwit.auth.sasl.KerberosService;
import org.godwit.auth.sasl.SaslSetup;
import org.godwit.config.Settings;
import org.godwit.tool.ToolFailure;

/** What single SASL mechanisms need, made of the settings. Blocks; every method fails with a {@link ToolFailure} that names the key. */
final class SaslParts {
  private static final List<String> SOURCES = Stream.of(Source.values()).map(SaslParts::name).toList();

  private final Settings settings;

  SaslParts(Settings settings) {
    this.settings = settings;
  }

  /** The setup; {@code names} are the mechanisms that are offered. */
  SaslSetup setup(LoginService logins, CredentialBackend users, WorkQueue work, List<String> names) {
    byte[] key = key();
    return new SaslSetup(logins, users, work, names, key, anonymous(), certificates(), kerberos(),
        Optional.of(new OtpUsers(new OtpFiles(settings.otpDirectory()), work, key)));
  }

  private byte[] key() {
    try {
      return ServerSecret.load(settings.data().resolve("login.key"));
    } catch (IOException failed) {
      throw new ToolFailure("data: the key for logins cannot be used: " + failed.getMessage());
    }
  }

  private Optional<UserName> anonymous() {
    return Optional.of(settings.auth().anonymousUser()).filter(name -> !name.isEmpty()).map(name -> UserName.parse(name)
        .orElseThrow(() -> new ToolFailure("auth.anonymousUser: \"" + name + "\" cannot be a user name")));
  }

  private Optional<CertificateUsers> certificates() {
    if (settings.tls().clientCa().isEmpty()) {
      return Optional.empty();
    }
    List<Source> sources = settings.tls().clientNames().stream().map(SaslParts::source).toList();
    if (sources.contains(Source.TABLE) == settings.tls().clientUsers().isEmpty()) {
      throw new ToolFailure("tls.clientUsers: expected a file if and only if tls.clientNames has table");
    }
    return Optional.of(new CertificateUsers(sources, subjects(), localDomains()));
  }

  private static Source source(String name) {
    if (!SOURCES.contains(name)) {
      throw new ToolFailure("tls.clientNames: \"" + name + "\" is not known; expected some of " + String.join(" ", SOURCES));
    }
    return Source.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static String name(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }

  private Set<String> localDomains() {
    return Stream.concat(Stream.of(settings.mail().defaultDomain()), settings.mail().localDomains().stream())
        .filter(domain -> !domain.isEmpty()).map(domain -> domain.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private Map<X500Principal, String> subjects() {
    var subjects = new HashMap<X500Principal, String>();
    if (settings.tls().clientUsers().isEmpty()) {
      return subjects;
    }
    Path file = settings.data().resolve(settings.tls().clientUsers());
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        addSubject(line, file + ":" + (i + 1), subjects);
      }
    }
    return subjects;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException missing) {
      throw new ToolFailure("tls.clientUsers: " + file + ": there is no such file");
    } catch (IOException failed) {
      throw new ToolFailure("tls.clientUsers: " + file + " cannot be read: " + failed.getMessage());
    }
  }

  private static void addSubject(String line, String place, Map<X500Principal, String> subjects) {
    String[] parts = line.split("\t", 2);
    try {
      String user = UserName.parse(parts[0]).map(UserName::value).orElseThrow(IllegalArgumentException::new);
      subjects.put(new X500Principal(parts[1].strip()), user);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException bad) {
      throw new ToolFailure("tls.clientUsers: " + place + ": expected user TAB subject, such as CN=Alice,O=Example");
    }
  }

  private Optional<KerberosService> kerberos() {
    var kerberos = settings.kerberos();
    if (kerberos.keytab().isEmpty()) {
      return Optional.empty();
    }
    Path keytab = settings.data().resolve(kerberos.keytab());
    try {
      return Optional.of(KerberosService.open(keytab, kerberos.realms(), kerberos.otherRealms().equals("keep")));
    } catch (NoSuchFileException missing) {
      throw new ToolFailure("kerberos.keytab: " + keytab + ": there is no such file");
    } catch (IOException unusable) {
      throw new ToolFailure("kerberos.keytab: " + unusable.getMessage());
    }
  }
}
