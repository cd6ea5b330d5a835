package org.godwit.storage.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Lets another thread decide when each operation on a disk happens: between any two of them anybody else may act. */
public final class SteppedDisk implements Disk {

  private final Disk disk;
  private final Runnable gate;

  /** @param gate called before every operation; may wait */
  public SteppedDisk(Disk disk, Runnable gate) {
    this.disk = disk;
    this.gate = gate;
  }

  @Override
  public WriteFile create(Path file) throws IOException {
    gate.run();
    var out = disk.create(file);
    return new WriteFile() {
      @Override
      public void append(List<ByteBuffer> buffers) throws IOException {
        gate.run();
        out.append(buffers);
      }

      @Override
      public void sync() throws IOException {
        gate.run();
        out.sync();
      }

      @Override
      public long size() {
        return out.size();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public ReadFile open(Path file) throws IOException {
    gate.run();
    return disk.open(file);
  }

  @Override
  public List<Entry> list(Path directory) throws IOException {
    gate.run();
    return disk.list(directory);
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    gate.run();
    return disk.names(directory);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    gate.run();
    disk.createDirectories(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    gate.run();
    disk.syncDirectory(directory);
  }

  @Override
  public void sync(Path file) throws IOException {
    gate.run();
    disk.sync(file);
  }

  @Override
  public void forgetCached(Path file) throws IOException {
    gate.run();
    disk.forgetCached(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    gate.run();
    disk.rename(from, to);
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    gate.run();
    disk.link(existing, link);
  }

  @Override
  public void delete(Path file) throws IOException {
    gate.run();
    disk.delete(file);
  }

  @Override
  public Space space(Path directory) throws IOException {
    return disk.space(directory);
  }
}
