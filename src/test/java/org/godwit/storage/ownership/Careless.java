package org.godwit.storage.ownership;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.godwit.storage.io.Disk;
import org.godwit.storage.io.ReadFile;
import org.godwit.storage.io.WriteFile;

/** Stands between an owner's code and its disk, so that the owner's code as a whole does something else than it should. */
abstract class Careless implements Disk {

  private final Disk disk;

  Careless(Disk disk) {
    this.disk = disk;
  }

  @Override
  public WriteFile create(Path file) throws IOException {
    return disk.create(file);
  }

  @Override
  public ReadFile open(Path file) throws IOException {
    return disk.open(file);
  }

  @Override
  public List<Entry> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    return disk.names(directory);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    disk.createDirectories(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    disk.syncDirectory(directory);
  }

  @Override
  public void sync(Path file) throws IOException {
    disk.sync(file);
  }

  @Override
  public void forgetCached(Path file) throws IOException {
    disk.forgetCached(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    disk.link(existing, link);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }
}
