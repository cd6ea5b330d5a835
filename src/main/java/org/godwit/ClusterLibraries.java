package org.godwit;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.godwit.cluster.ClusterNode;

/**
 * Infinispan, JGroups and what they need, in {@code lib/cluster} beside Godwit's jar: 14 MB that a single server should not have on its class path,
 * where Java opens every jar when it looks for services. The one package that uses them is loaded from Godwit's jar anew, together with them. Where
 * there is no such directory, as in a development environment, they are on the class path.
 */
final class ClusterLibraries {

  private static final String STARTER = "org.godwit.cluster.infinispan.InfinispanStarter";
  private static final String PACKAGE = "org.godwit.cluster.infinispan.";

  private ClusterLibraries() {}

  /** What joins a cluster. */
  static ClusterNode.Starter starter() {
    try {
      return (ClusterNode.Starter) Class.forName(STARTER, true, loader()).getConstructor().newInstance();
    } catch (ReflectiveOperationException | IOException | URISyntaxException incomplete) {
      throw new IllegalStateException("Godwit is installed incompletely: the libraries of the cluster are missing", incomplete);
    }
  }

  private static ClassLoader loader() throws IOException, URISyntaxException {
    var own = ClusterLibraries.class;
    Path program = Path.of(own.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path libraries = program.resolveSibling("lib").resolve("cluster");
    if (!Files.isDirectory(libraries)) {
      return own.getClassLoader();
    }
    var urls = new ArrayList<URL>();
    urls.add(program.toUri().toURL());
    try (Stream<Path> jars = Files.list(libraries)) {
      for (Path jar : jars.sorted().toList()) {
        urls.add(url(jar));
      }
    }
    return new Loader(urls.toArray(URL[]::new), own.getClassLoader());
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  /** Defines the classes of one package itself, asks its parent for the rest first. */
  private static final class Loader extends URLClassLoader {

    Loader(URL[] urls, ClassLoader parent) {
      super("cluster", urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
