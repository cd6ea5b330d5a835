package org.godwit.lmtp.response;

/** Something that ends in this reply. An answer and not a fault: no stack trace. */
public final class DeliveryFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  /** Ends in this reply. */
  public DeliveryFailure(Reply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  /** What the client is told. */
  public Reply reply() {
    return reply;
  }
}
