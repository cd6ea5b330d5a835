package org.godwit.mail;

import java.util.List;
import org.godwit.mail.BodyStructure.Basic;
import org.godwit.mail.BodyStructure.Extension;
import org.godwit.mail.BodyStructure.Leaf;
import org.godwit.mail.BodyStructure.Message;
import org.godwit.mail.BodyStructure.Multipart;
import org.godwit.mail.BodyStructure.Parameter;

/** Writes a {@link BodyStructure} in wire form, noting where extension data stands. Used once, by one thread. */
final class BodyStructureWriter {
  private final CompactWriter out = new CompactWriter(512);
  private final CompactWriter cuts = new CompactWriter(16);
  private int lastCutEnd;

  BodyStructure.Wire write(BodyStructure body) {
    body(body);
    return new BodyStructure.Wire(out.toByteArray(), cuts.toByteArray());
  }

  private void body(BodyStructure body) {
    out.u8('(');
    switch (body) {
      case Multipart multipart -> multipart(multipart);
      case Leaf leaf -> leaf(leaf);
      case Message message -> message(message);
    }
    out.u8(')');
  }

  /** {@code 1*body SP media-subtype [SP body-ext-mpart]}. */
  private void multipart(Multipart multipart) {
    multipart.parts().forEach(this::body);
    out.u8(' ');
    WireText.string(out, multipart.subtype());
    int start = out.size();
    out.u8(' ');
    parameters(multipart.extension().parameters());
    dispositionAndOn(multipart.extension());
    cutFrom(start);
  }

  /** {@code media-basic SP body-fields / media-text SP body-fields SP body-fld-lines}. */
  private void leaf(Leaf leaf) {
    basic(leaf.basic(), leaf.extension());
    if (leaf.basic().type().equalsIgnoreCase("text")) {
      out.latin1(" " + leaf.lines());
    }
    singlePartExtension(leaf.extension());
  }

  /** {@code media-message SP body-fields SP envelope SP body SP body-fld-lines}. */
  private void message(Message message) {
    basic(message.basic(), message.extension());
    out.u8(' ');
    message.envelope().writeTo(out);
    out.u8(' ');
    body(message.body());
    out.latin1(" " + message.lines());
    singlePartExtension(message.extension());
  }

  /** {@code body-fields}, behind the media type. */
  private void basic(Basic basic, Extension extension) {
    WireText.string(out, basic.type());
    out.u8(' ');
    WireText.string(out, basic.subtype());
    out.u8(' ');
    parameters(extension.parameters());
    out.u8(' ');
    WireText.nstring(out, basic.id());
    out.u8(' ');
    WireText.nstring(out, basic.description());
    out.u8(' ');
    WireText.string(out, basic.encoding());
    out.latin1(" " + basic.octets());
  }

  /** {@code body-ext-1part}. */
  private void singlePartExtension(Extension extension) {
    int start = out.size();
    out.u8(' ');
    WireText.nstring(out, extension.md5());
    dispositionAndOn(extension);
    cutFrom(start);
  }

  private void dispositionAndOn(Extension extension) {
    out.u8(' ');
    if (extension.disposition() == null) {
      out.latin1("NIL");
    } else {
      out.u8('(');
      WireText.string(out, extension.disposition());
      out.u8(' ');
      parameters(extension.dispositionParameters());
      out.u8(')');
    }
    out.u8(' ');
    languages(extension.languages());
    out.u8(' ');
    WireText.nstring(out, extension.location());
  }

  /** {@code nstring / "(" string *(SP string) ")"}. */
  private void languages(List<String> languages) {
    if (languages.size() < 2) {
      WireText.nstring(out, languages.isEmpty() ? null : languages.getFirst());
      return;
    }
    char separator = '(';
    for (String language : languages) {
      out.u8(separator);
      WireText.string(out, language);
      separator = ' ';
    }
    out.u8(')');
  }

  /** {@code "(" string SP string *(SP string SP string) ")" / nil}. */
  private void parameters(List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      out.latin1("NIL");
      return;
    }
    char separator = '(';
    for (Parameter parameter : parameters) {
      out.u8(separator);
      WireText.string(out, parameter.name());
      out.u8(' ');
      WireText.string(out, parameter.value());
      separator = ' ';
    }
    out.u8(')');
  }

  private void cutFrom(int start) {
    cuts.varint(start - lastCutEnd).varint(out.size() - start);
    lastCutEnd = out.size();
  }
}
