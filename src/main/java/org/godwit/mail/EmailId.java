package org.godwit.mail;

/** EMAILID, the identity of a message's unchanging content inside its account (RFC 8474, 5.1). Values start at 1. */
public record EmailId(long value) {

  /** The objectid as clients see it. */
  public String objectId() {
    return "M" + Long.toString(value, 36);
  }

  /** The id behind an objectid, or null if no message of any account can have it. */
  public static EmailId parse(String objectId) {
    if (objectId.length() < 2 || objectId.length() > 14 || objectId.charAt(0) != 'M') {
      return null;
    }
    try {
      var id = new EmailId(Long.parseLong(objectId, 1, objectId.length(), 36));
      return id.value > 0 && id.objectId().equals(objectId) ? id : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
