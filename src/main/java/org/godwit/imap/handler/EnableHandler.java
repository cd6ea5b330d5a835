package org.godwit.imap.handler;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.stream.Stream;
import org.godwit.imap.command.ImapCommand;
import org.godwit.imap.response.Tagged;
import org.godwit.imap.session.Feature;
import org.godwit.imap.session.ImapSession;

/** ENABLE (RFC 9051, 6.3.1; RFC 5161). What is not known or not offered is passed over. */
final class EnableHandler implements Handler<ImapCommand.Enable> {

  @Override
  public Uni<Tagged> handle(ImapCommand.Enable command, ImapSession session) {
    var features = command.capabilities().stream().distinct().map(EnableHandler::feature).flatMap(Optional::stream)
        .filter(feature -> session.offers(feature.needs())).toList();
    features.forEach(session::enable);
    session.out().untagged().raw("ENABLED");
    features.forEach(feature -> session.out().sp().raw(feature.capability()));
    session.out().end();
    return Uni.createFrom().item(Tagged.ok("ENABLE completed"));
  }

  private static Optional<Feature> feature(String name) {
    return Stream.of(Feature.values()).filter(feature -> feature.capability().equalsIgnoreCase(name)).findFirst();
  }
}
