package org.godwit.mailbox;

import org.godwit.mailbox.api.MailboxFailure;

/**
 * Who may open which account, where several nodes serve one set of them. All methods block and are called by workers; one account's calls come one
 * after the other.
 */
public interface AccountClaims {

  /** For a node alone: every account is its own. */
  AccountClaims ALONE = new AccountClaims() {
    @Override
    public void acquire(String account) {}

    @Override
    public void began(String account, int epoch) {}

    @Override
    public void closed(String account) {}
  };

  /**
   * Before the account's files are touched.
   *
   * @throws MailboxFailure MOVED if another node has it, or nobody may take it now
   */
  void acquire(String account);

  /** The account is open, in this epoch on disk. */
  void began(String account, int epoch);

  /** The account is closed, or could not be opened after all. */
  void closed(String account);
}
