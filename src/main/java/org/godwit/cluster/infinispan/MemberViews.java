package org.godwit.cluster.infinispan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.godwit.cluster.NodeId;
import org.godwit.cluster.View;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.annotation.ViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.ViewChangedEvent;
import org.infinispan.remoting.transport.Address;

/** JGroups' views as ours. Asks for the present one each time, so that it does not matter in which order news of them arrive. */
@Listener
public final class MemberViews {

  private final Supplier<List<Address>> addresses;
  private final LongSupplier nanos;
  private volatile View view;
  private volatile Consumer<Set<NodeId>> changed = members -> { };
  private volatile long newsNanos;

  MemberViews(Supplier<List<Address>> addresses, LongSupplier nanos) {
    this.addresses = addresses;
    this.nanos = nanos;
    this.newsNanos = nanos.getAsLong();
    this.view = View.of(members(), newsNanos);
  }

  /** The present view. */
  View current() {
    return view;
  }

  /** For how long there has been no news, milliseconds. A merge with the same members as before is news, too. */
  long quietMs() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - newsNanos);
  }

  /** Whom to tell, on one of JGroups' threads. */
  void onChange(Consumer<Set<NodeId>> listener) {
    changed = listener;
  }

  /** There is a new view, perhaps. */
  @ViewChanged
  @Merged
  public void viewChanged(ViewChangedEvent event) {
    newsNanos = nanos.getAsLong();
    look();
  }

  /** Looks whether there is a new view. */
  void look() {
    View next;
    synchronized (this) {
      next = view.with(members(), nanos.getAsLong());
      if (next == view) {
        return;
      }
      view = next;
    }
    changed.accept(next.members());
  }

  /** A member's logical name is its {@link NodeId}; where JGroups has not heard the name yet the member is left out until it has. */
  private Set<NodeId> members() {
    var members = new HashSet<NodeId>();
    for (Address address : addresses.get()) {
      try {
        members.add(NodeId.parse(address.toString()));
      } catch (IllegalArgumentException nameless) {
        continue;
      }
    }
    return members;
  }
}
