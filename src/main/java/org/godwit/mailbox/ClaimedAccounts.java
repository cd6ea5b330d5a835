package org.godwit.mailbox;

import java.io.IOException;
import org.godwit.storage.AccountStore;

/** Opens accounts that were claimed first, and gives the claim back behind them. */
record ClaimedAccounts(StoreParts.Opener opener, AccountClaims claims) implements StoreParts.Opener {

  @Override
  public AccountStore open(String account) throws IOException {
    claims.acquire(account);
    AccountStore store = null;
    try {
      store = opener.open(account);
      claims.began(account, store.epoch());
      return store;
    } finally {
      if (store == null) {
        claims.closed(account);
      }
    }
  }

  @Override
  public void closed(String account) {
    claims.closed(account);
  }
}
