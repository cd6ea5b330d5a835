package org.godwit.lmtp.delivery;

import org.godwit.mailbox.api.NewMessage;
import org.godwit.mime.HeadSwap;

/** A message that has come in as a whole. */
sealed interface ReceivedMail {

  /** In memory, without trace fields: each recipient's copy gets its own. */
  record InMemory(byte[] octets) implements ReceivedMail {}

  /**
   * In a file of the only recipient's account, durable, with trace fields.
   *
   * @param summary of exactly the file's octets
   */
  record OnDisk(NewMessage.Received file, byte[] summary) implements ReceivedMail {}

  /**
   * In a file of an account's directory, durable, without trace fields: each recipient's account links it and has its own in front.
   *
   * @param account whose directory
   * @param summaries of the message behind any recipient's trace fields
   */
  record Shared(String account, NewMessage.Received file, HeadSwap summaries) implements ReceivedMail {}
}
