package org.godwit.mailbox.remote;

import org.godwit.alert.Alert;
import org.godwit.alert.Audience;
import org.godwit.alert.Told;
import org.godwit.storage.codec.Decoder;
import org.godwit.storage.codec.Encoder;
import org.godwit.storage.codec.FormatException;

/** Alerts, and whom they have reached, in binary. */
final class AlertCodec {

  /** Who is to be told what. */
  record Order(Alert alert, Audience audience) {}

  private AlertCodec() {}

  static void encode(Encoder out, Order order) {
    out.text(order.alert().text()).all(order.audience().user().stream().toList(), Encoder::text);
  }

  static Order decode(Decoder in) throws FormatException {
    var alert = Alert.of(in.text()).orElseThrow(() -> new FormatException("an alert without text"));
    var user = in.all(Decoder::text).stream().findFirst();
    in.end();
    return new Order(alert, new Audience(user));
  }

  static void encode(Encoder out, Told told) {
    out.number(told.sessions()).number(told.users()).number(told.waiting()).number(told.refused());
  }

  static Told told(Decoder in) throws FormatException {
    return new Told(in.size(), in.size(), in.size(), in.size());
  }
}
