package org.godwit.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** REFERENCES and REFS (RFC 5256, 3) step by step as the text has them, with objects and recursion, to compare with. */
final class NaiveThreads {

  /** A message as a test makes it; dates are small numbers. */
  record Mail(int number, String id, List<String> references, String subject, boolean reply, long sent, long arrived) {}

  private static final class Node {
    private Mail mail;
    private Node parent;
    private final List<Node> children = new ArrayList<>();

    boolean dummy() {
      return mail == null;
    }

    void under(Node newParent) {
      parent = newParent;
      newParent.children.add(this);
    }

    void cut() {
      if (parent != null) {
        parent.children.remove(this);
        parent = null;
      }
    }

    boolean isAbove(Node other) {
      for (Node at = other; at != null; at = at.parent) {
        if (at == this) {
          return true;
        }
      }
      return false;
    }

    Mail key() {
      return dummy() ? children.getFirst().mail : mail;
    }

    Mail latest() {
      Mail latest = mail;
      for (Node child : children) {
        Mail other = child.latest();
        if (latest == null || ARRIVAL.compare(other, latest) > 0) {
          latest = other;
        }
      }
      return latest;
    }
  }

  private static final Comparator<Mail> SENT = Comparator.comparingLong(Mail::sent).thenComparingInt(Mail::number);
  private static final Comparator<Mail> ARRIVAL = Comparator.comparingLong(Mail::arrived).thenComparingInt(Mail::number);

  private NaiveThreads() {}

  static String thread(List<Mail> mails, boolean bySubject) {
    Map<String, Node> byId = new HashMap<>();
    List<Node> all = new ArrayList<>();
    for (Mail mail : mails) {
      link(mail, byId, all);
    }
    var root = new Node();
    for (Node node : all) {
      if (node.parent == null) {
        root.children.add(node);
      }
    }
    prune(root, true);
    if (bySubject) {
      root.children.forEach(child -> child.parent = null);
      sortTop(root);
      merge(root);
    }
    sortAll(root);
    if (bySubject) {
      sortTop(root);
    } else {
      root.children.sort(Comparator.comparing(Node::latest, ARRIVAL));
    }
    var text = new StringBuilder();
    root.children.forEach(child -> write(child, text));
    return text.toString();
  }

  private static void link(Mail mail, Map<String, Node> byId, List<Node> all) {
    Node node = mail.id.isEmpty() ? null : node(mail.id, byId, all);
    if (node == null || !node.dummy()) {
      node = new Node();
      all.add(node);
    }
    node.mail = mail;
    Node last = null;
    for (String reference : mail.references) {
      Node next = node(reference, byId, all);
      if (last != null && next.parent == null && !next.isAbove(last)) {
        next.under(last);
      }
      last = next;
    }
    node.cut();
    if (last != null && !node.isAbove(last)) {
      node.under(last);
    }
  }

  private static Node node(String id, Map<String, Node> byId, List<Node> all) {
    return byId.computeIfAbsent(id, key -> {
      var node = new Node();
      all.add(node);
      return node;
    });
  }

  private static void prune(Node node, boolean isRoot) {
    for (Node child : List.copyOf(node.children)) {
      prune(child, false);
    }
    for (Node child : List.copyOf(node.children)) {
      if (child.dummy() && (child.children.isEmpty() || !isRoot || child.children.size() == 1)) {
        node.children.remove(child);
        child.children.forEach(grandchild -> grandchild.under(node));
      }
    }
  }

  private static void sortTop(Node root) {
    for (Node child : root.children) {
      if (child.dummy()) {
        child.children.sort(Comparator.comparing(Node::key, SENT));
      }
    }
    root.children.sort(Comparator.comparing(Node::key, SENT));
  }

  private static void sortAll(Node node) {
    node.children.forEach(NaiveThreads::sortAll);
    node.children.sort(Comparator.comparing(Node::key, SENT));
  }

  private static void merge(Node root) {
    Map<String, Node> table = new HashMap<>();
    for (Node node : root.children) {
      String subject = node.key().subject;
      if (subject.isEmpty()) {
        continue;
      }
      Node known = table.get(subject);
      if (known == null || !known.dummy() && (node.dummy() || known.mail.reply && !node.mail.reply)) {
        table.put(subject, node);
      }
    }
    for (Node node : List.copyOf(root.children)) {
      String subject = node.key().subject;
      Node known = table.get(subject);
      if (subject.isEmpty() || known == node || node.parent != null) {
        continue;
      }
      root.children.remove(node);
      if (known.dummy() && node.dummy()) {
        List.copyOf(node.children).forEach(child -> child.under(known));
      } else if (known.dummy() || !node.dummy() && node.mail.reply && !known.mail.reply) {
        node.under(known);
      } else {
        var dummy = new Node();
        root.children.remove(known);
        node.under(dummy);
        known.under(dummy);
        root.children.add(dummy);
        table.put(subject, dummy);
      }
    }
  }

  private static void write(Node node, StringBuilder text) {
    text.append('(');
    chain(node, text);
    text.append(')');
  }

  private static void chain(Node node, StringBuilder text) {
    String gap = "";
    if (!node.dummy()) {
      text.append(node.mail.number);
      gap = " ";
    }
    if (node.children.size() == 1) {
      text.append(gap);
      chain(node.children.getFirst(), text);
    } else if (!node.children.isEmpty()) {
      text.append(gap);
      node.children.forEach(child -> write(child, text));
    }
  }
}
