package org.godwit.mime;

import java.util.Locale;

/**
 * The base subject (RFC 5256, 2.1 and 5).
 *
 * @param text what remains of the subject; case as it is, compare by {@link org.godwit.mail.UnicodeCasemap}
 * @param replyOrForward true when a subj-refwd, a "(fwd)" trailer or a "[fwd: ]" wrapper was removed
 */
public record BaseSubject(String text, boolean replyOrForward) {
  /** The base subject of a decoded subject. */
  public static BaseSubject of(String decodedSubject) {
    return new Extraction(collapse(decodedSubject)).run();
  }

  /** Step 1, but for the decoding: tabs and line ends to space, several spaces to one. */
  private static String collapse(String subject) {
    StringBuilder out = new StringBuilder(subject.length());
    for (int i = 0; i < subject.length(); i++) {
      char c = subject.charAt(i);
      boolean white = HeaderText.isWhite(c);
      if (!white) {
        out.append(c);
      } else if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    return out.toString();
  }

  /** Narrows {@code [start, end)} of a subject step by step. */
  private static final class Extraction {
    private final String text;
    private final String lower;
    private int start;
    private int end;
    private boolean replyOrForward;

    Extraction(String text) {
      this.text = text;
      this.lower = text.toLowerCase(Locale.ROOT).length() == text.length() ? text.toLowerCase(Locale.ROOT) : text;
      this.end = text.length();
    }

    BaseSubject run() {
      boolean again = true;
      while (again) {
        removeTrailers();
        boolean removed = true;
        while (removed) {
          removed = removeLeaders();
          removed |= removeBlob();
        }
        again = removeForwardWrapper();
      }
      return new BaseSubject(text.substring(start, end), replyOrForward);
    }

    /** Step 2: {@code subj-trailer = "(fwd)" / WSP}. */
    private void removeTrailers() {
      while (start < end) {
        if (text.charAt(end - 1) == ' ') {
          end--;
        } else if (end - start >= 5 && lower.startsWith("(fwd)", end - 5)) {
          end -= 5;
          replyOrForward = true;
        } else {
          return;
        }
      }
    }

    /** Step 3: {@code subj-leader = (*subj-blob subj-refwd) / WSP}, as often as it matches. */
    private boolean removeLeaders() {
      int before = start;
      while (start < end) {
        int next = text.charAt(start) == ' ' ? start + 1 : reFwdEnd();
        if (next < 0) {
          break;
        }
        start = next;
      }
      return start > before;
    }

    /** The index behind {@code *subj-blob subj-refwd} at the start, or -1. */
    private int reFwdEnd() {
      int at = start;
      for (int blob = blobEnd(at); blob >= 0; blob = blobEnd(at)) {
        at = blob;
      }
      int word = wordEnd(at);
      if (word < 0) {
        return -1;
      }
      at = skipSpaces(word);
      int blob = blobEnd(at);
      at = blob < 0 ? at : blob;
      if (at >= end || text.charAt(at) != ':') {
        return -1;
      }
      replyOrForward = true;
      return at + 1;
    }

    private int wordEnd(int at) {
      if (lower.startsWith("re", at)) {
        return at + 2;
      }
      return lower.startsWith("fwd", at) ? at + 3 : lower.startsWith("fw", at) ? at + 2 : -1;
    }

    /** Step 4: a leading blob goes when something is left behind it. */
    private boolean removeBlob() {
      int blob = blobEnd(start);
      if (blob < 0 || blob >= end) {
        return false;
      }
      start = blob;
      return true;
    }

    /** The index behind {@code subj-blob = "[" *BLOBCHAR "]" *WSP} at {@code from}, or -1. */
    private int blobEnd(int from) {
      if (from >= end || text.charAt(from) != '[') {
        return -1;
      }
      for (int i = from + 1; i < end; i++) {
        char c = text.charAt(i);
        if (c == ']') {
          return skipSpaces(i + 1);
        } else if (c == '[') {
          return -1;
        }
      }
      return -1;
    }

    private int skipSpaces(int from) {
      int at = from;
      while (at < end && text.charAt(at) == ' ') {
        at++;
      }
      return at;
    }

    /** Step 6: {@code "[fwd:" subject "]"}. */
    private boolean removeForwardWrapper() {
      if (end - start < 6 || !lower.startsWith("[fwd:", start) || text.charAt(end - 1) != ']') {
        return false;
      }
      start += 5;
      end--;
      replyOrForward = true;
      return true;
    }
  }
}
