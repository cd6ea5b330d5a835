package org.godwit.mailbox.remote;

import org.godwit.mailbox.remote.Leaving.Progress;
import org.godwit.mailbox.remote.Leaving.Stage;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;

/** How far a server is with ending, in binary. */
final class LeavingCodec {

  private static final Stage[] STAGES = Stage.values();

  private LeavingCodec() {}

  static void encode(Encoder out, Progress progress) {
    out.u8(progress.stage().ordinal()).number(progress.accounts()).number(progress.connections()).number(progress.seconds());
  }

  static Progress decode(Decoder in) throws FormatException {
    int stage = in.u8();
    if (stage >= STAGES.length) {
      throw new FormatException("stage " + stage);
    }
    return new Progress(STAGES[stage], in.size(), in.size(), in.size());
  }
}
