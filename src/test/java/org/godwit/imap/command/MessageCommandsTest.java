package org.godwit.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.imap.command.Commands.answer;
import static org.godwit.imap.command.Commands.parse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.godwit.mail.Flags;
import org.godwit.mail.MailboxName;
import org.godwit.mail.SequenceSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCommandsTest {

  private static final MailboxName MEETING = MailboxName.of("MEETING");

  @Test
  void copyMoveExpunge() {
    assertThat(parse("COPY 2:4 MEETING")).isEqualTo(new ImapCommand.Copy(false, SequenceSet.range(2, 4), MEETING));
    assertThat(parse("uid copy $ MEETING")).isEqualTo(new ImapCommand.Copy(true, SequenceSet.SAVED_RESULT, MEETING));
    assertThat(parse("MOVE *:4,5:7 MEETING"))
        .isEqualTo(new ImapCommand.Move(false, SequenceSet.parse("*:4,5:7"), MEETING));
    assertThat(parse("UID  MOVE 42:69 MEETING")).isEqualTo(new ImapCommand.Move(true, SequenceSet.range(42, 69), MEETING));
    assertThat(parse("UID EXPUNGE 3000:3002"))
        .isEqualTo(new ImapCommand.Expunge(Optional.of(SequenceSet.range(3000, 3002))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "COPY 0 x|BAD Number 0 in sequence set",
      "COPY 4294967296 x|BAD Number above 4294967295 in sequence set",
      "COPY 1: x|BAD Expected a number or * in sequence set",
      "COPY 1,,2 x|BAD Expected a number or * in sequence set",
      "COPY 1:2:3 x|BAD Unexpected character in sequence set",
      "COPY 1,$ x|BAD Expected a number or * in sequence set",
      "COPY x y|BAD Expected sequence set after COPY",
      "COPY -1 y|BAD Expected sequence set after COPY",
      "UID EXPUNGE|BAD Expected sequence set after EXPUNGE",
      "EXPUNGE 1|BAD Unexpected text after EXPUNGE",
      "STORE 1|BAD Expected FLAGS, +FLAGS or -FLAGS after sequence set",
      "STORE 1 FLAG (\\Seen)|BAD Expected FLAGS, +FLAGS or -FLAGS, or the same with .SILENT, after sequence set",
      "STORE 1 FLAGS|BAD Expected flags after FLAGS",
      "STORE 1 FLAGS (\\Seen|BAD Expected space or ) after flag",
      "STORE 1 FLAGS (\\Seen) x|BAD Unexpected text after flags",
      "STORE 1 +FLAGS \\Recent|BAD Flag \\Recent can not be set",
      "STORE 1 (UNCHANGEDSINCE 1 UNCHANGEDSINCE 2) FLAGS ()|BAD UNCHANGEDSINCE twice",
      "STORE 1 (FOO 1) FLAGS ()|BAD Unknown STORE modifier FOO",
      "STORE 1 (UNCHANGEDSINCE) FLAGS ()|BAD Expected mod-sequence after UNCHANGEDSINCE",
  })
  void errors(String command, String answer) {
    assertThat(answer(command)).isEqualTo(answer);
  }

  @Test
  void store() {
    var deleted = Flags.ofSystem(Flags.DELETED);
    assertThat(parse("STORE 2:4 +FLAGS (\\Deleted)")).isEqualTo(store(false, "2:4", StoreMode.ADD, false, deleted));
    assertThat(parse("UID STORE 2:4 -flags.silent \\deleted"))
        .isEqualTo(store(true, "2:4", StoreMode.REMOVE, true, deleted));
    assertThat(parse("STORE * FLAGS ()")).isEqualTo(store(false, "*", StoreMode.REPLACE, false, Flags.NONE));
    assertThat(parse("STORE 1 FLAGS $Junk \\Seen NonJunk "))
        .isEqualTo(store(false, "1", StoreMode.REPLACE, false, new Flags(Flags.SEEN, List.of("$Junk", "NonJunk"))));
    assertThat(parse("STORE 1 (UNCHANGEDSINCE 0) +FLAGS ()")).isEqualTo(new ImapCommand.Store(false, SequenceSet.of(1),
        OptionalLong.of(0), StoreMode.ADD, false, Flags.NONE));
    assertThat(parse("STORE 1 (UNCHANGEDSINCE 9223372036854775807) +FLAGS ()")).isEqualTo(new ImapCommand.Store(false,
        SequenceSet.of(1), OptionalLong.of(Long.MAX_VALUE), StoreMode.ADD, false, Flags.NONE));
    assertThat(answer("STORE 1 (UNCHANGEDSINCE 9223372036854775808) +FLAGS ()")).contains("above 9223372036854775807");
  }

  private static ImapCommand store(boolean uid, String set, StoreMode mode, boolean silent, Flags flags) {
    return new ImapCommand.Store(uid, SequenceSet.parse(set), OptionalLong.empty(), mode, silent, flags);
  }
}
