package org.godwit.auth.ldap;

import org.godwit.auth.UserName;

/** Users whose entries are named by a rule. Nothing is asked to find them, so it is not known whether they exist. */
record BoundUsers(BindName names) implements LdapUsers {
  @Override
  public Found find(UserName user) {
    return names.fill(user).<Found>map(name -> new Found.Entry(name, user)).orElseGet(Found.Nobody::new);
  }

  @Override
  public boolean isLookedUp() {
    return false;
  }
}
