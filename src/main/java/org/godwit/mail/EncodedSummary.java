package org.godwit.mail;

/**
 * A {@link Summary} as it is stored: a range of octets that others may lie in as well, since neighbours are read together. Nobody
 * changes the octets.
 *
 * @param offset of the first octet
 * @param length octets
 */
public record EncodedSummary(byte[] octets, int offset, int length) {

  /** One that has its octets to itself. */
  public static EncodedSummary of(byte[] octets) {
    return new EncodedSummary(octets, 0, octets.length);
  }

  /**
   * A view of the octets, which are not copied.
   *
   * @throws IllegalArgumentException as {@link Summary#decode(byte[], int, int)}
   */
  public Summary decode() {
    return Summary.decode(octets, offset, length);
  }
}
