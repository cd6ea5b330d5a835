package org.godwit.lmtp.delivery;

import org.godwit.mailbox.api.NewMessage;

/** A message that has come in as a whole. */
sealed interface ReceivedMail {

  /** In memory, without trace fields: each recipient's copy gets its own. */
  record InMemory(byte[] octets) implements ReceivedMail {}

  /**
   * In a file of an account's directory, durable, with trace fields.
   *
   * @param account whose directory
   * @param summary of exactly the file's octets
   */
  record OnDisk(String account, NewMessage.Received file, byte[] summary) implements ReceivedMail {}
}
