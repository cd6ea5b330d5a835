package org.godwit.pop3.command;

/** In which state a command may be given. */
public enum AllowedIn {
  AUTHORIZATION,
  TRANSACTION,
  BOTH
}
