package org.godwit.transfer.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.mail.Flags;
import org.godwit.transfer.Keywords;

/** The keywords that the letters a to z stand for in one mailbox: lines of {@code dovecot-keywords}, {@code 0 $Forwarded}. One thread. */
final class MaildirKeywords {

  static final String FILE = "dovecot-keywords";

  private static final int LETTERS = 26;
  private static final long FILE_BYTES_MAX = 64 * 1024;

  private final String[] keywords = new String[LETTERS];

  /** None yet. */
  MaildirKeywords() {}

  /** As a mailbox's file tells; lines that make no sense tell nothing. */
  static MaildirKeywords read(Path directory) throws IOException {
    var known = new MaildirKeywords();
    var file = directory.resolve(FILE);
    if (Files.isRegularFile(file) && Files.size(file) <= FILE_BYTES_MAX) {
      Files.readString(file, StandardCharsets.ISO_8859_1).lines().forEach(known::take);
    }
    return known;
  }

  private void take(String line) {
    var words = line.strip().split(" ");
    if (words.length == 2 && words[0].matches("[0-9]{1,2}") && Keywords.isKeyword(words[1])) {
      int number = Integer.parseInt(words[0]);
      if (number < LETTERS) {
        keywords[number] = words[1];
      }
    }
  }

  /** The flags that a name's letters stand for. */
  Flags flags(MaildirName name) {
    var found = new ArrayList<String>();
    for (char letter : name.letters().toCharArray()) {
      if (letter >= 'a' && letter <= 'z' && keywords[letter - 'a'] != null) {
        found.add(keywords[letter - 'a']);
      }
    }
    return new Flags(name.systemFlags(), found);
  }

  /**
   * The letters of a message's keywords, ascending; new keywords get letters as long as there are any.
   *
   * @param left gets the keywords that have none
   */
  String letters(List<String> wanted, List<String> left) {
    var letters = new StringBuilder();
    for (String keyword : wanted) {
      int number = number(keyword);
      if (number < 0) {
        left.add(keyword);
      } else {
        letters.append((char) ('a' + number));
      }
    }
    var sorted = letters.toString().toCharArray();
    Arrays.sort(sorted);
    return new String(sorted);
  }

  private int number(String keyword) {
    for (int i = 0; i < LETTERS; i++) {
      if (keywords[i] == null || keywords[i].equalsIgnoreCase(keyword)) {
        keywords[i] = keyword;
        return i;
      }
    }
    return -1;
  }

  /** The file's lines. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < LETTERS && keywords[i] != null; i++) {
      lines.add(i + " " + keywords[i]);
    }
    return lines;
  }
}
