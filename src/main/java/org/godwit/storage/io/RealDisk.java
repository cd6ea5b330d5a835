package org.godwit.storage.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The file system of this machine, or one mounted on it. */
public final class RealDisk implements Disk {

  private final Path root;

  /** All of it. */
  public RealDisk() {
    this.root = null;
  }

  /** @param root a directory that is not made anew when it has gone */
  public RealDisk(Path root) {
    this.root = root.toAbsolutePath();
  }

  @Override
  public WriteFile create(Path file) throws IOException {
    return call(file, () -> new RealWriteFile(file,
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
  }

  @Override
  public ReadFile open(Path file) throws IOException {
    return call(file, () -> new RealReadFile(file, FileChannel.open(file, StandardOpenOption.READ)));
  }

  @Override
  public List<Entry> list(Path directory) throws IOException {
    var entries = new ArrayList<Entry>();
    for (String name : names(directory)) {
      try {
        var attributes = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
        entries.add(new Entry(name, attributes.isDirectory(), attributes.size(),
            attributes.lastModifiedTime().toMillis()));
      } catch (NoSuchFileException e) {
        // removed since it was listed: not there
      } catch (IOException e) {
        throw DiskErrors.classified(directory, e);
      }
    }
    return entries;
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        names.add(path.getFileName().toString());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw DiskErrors.classified(directory, e.getCause());
    } catch (IOException e) {
      throw DiskErrors.classified(directory, e);
    }
    return names;
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.toAbsolutePath().equals(root)) {
      throw new DiskException(DiskException.Kind.BROKEN, directory + ": is not there any more", null);
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    call(directory, () -> {
      try {
        Files.createDirectory(directory);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory)) {
          throw e;
        }
      }
      return null;
    });
    if (parent != null) {
      syncDirectory(parent);
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    sync(directory);
  }

  @Override
  public void sync(Path file) throws IOException {
    call(file, () -> {
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        channel.force(true);
      }
      return null;
    });
  }

  @Override
  public void forgetCached(Path file) throws IOException {
    NativeFiles.forgetCached(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    call(from, () -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    call(link, () -> Files.createLink(link, existing));
  }

  @Override
  public void delete(Path file) throws IOException {
    call(file, () -> Files.deleteIfExists(file));
  }

  @Override
  public Space space(Path directory) {
    // not a FileStore: that reads the table of mounts each time
    var file = directory.toFile();
    return new Space(file.getUsableSpace(), file.getTotalSpace());
  }

  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T call(Path file, Action<T> action) throws IOException {
    try {
      return action.run();
    } catch (IOException e) {
      throw DiskErrors.classified(file, e);
    }
  }
}
