package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.mail.Summary;

/** What holds of every section tree, whatever the message. */
final class SectionInvariants {
  private SectionInvariants() {}

  static void check(Summary summary, byte[] message) {
    Sections sections = Sections.of(summary);
    Part root = sections.root();
    assertThat(root.headerStart()).isZero();
    assertThat(root.bodyEnd()).isEqualTo(message.length).isEqualTo(summary.size());
    assertThat(root.bodyStart()).isEqualTo(summary.headerSize());
    for (int i = 0; i < sections.parts().size(); i++) {
      entity(sections, i, message);
    }
  }

  private static void entity(Sections sections, int index, byte[] message) {
    Part part = sections.parts().get(index);
    assertThat(part.headerStart()).isLessThanOrEqualTo(part.bodyStart());
    assertThat(part.bodyStart()).isLessThanOrEqualTo(part.bodyEnd());
    assertThat(part.lines()).isEqualTo(Lines.count(message, (int) part.bodyStart(), (int) part.bodyEnd()));
    long floor = part.bodyStart();
    List<Integer> children = sections.children(index);
    assertThat(children).hasSize(part.childCount());
    for (int child : children) {
      Part nested = sections.parts().get(child);
      assertThat(nested.headerStart()).isGreaterThanOrEqualTo(floor);
      assertThat(nested.bodyEnd()).isLessThanOrEqualTo(part.bodyEnd());
      floor = nested.bodyEnd();
    }
    if (part.kind() == Part.Kind.MESSAGE) {
      Part embedded = sections.parts().get(children.getFirst());
      assertThat(embedded.headerStart()).isEqualTo(part.bodyStart());
      assertThat(embedded.bodyEnd()).isEqualTo(part.bodyEnd());
    }
  }
}
