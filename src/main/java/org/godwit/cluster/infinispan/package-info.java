/**
 * The cluster's engine by Infinispan and JGroups, through Vert.x's cluster manager for them. What is outside knows {@code ClusterNode} and
 * {@code ClusterEngine}, and {@link org.godwit.cluster.infinispan.InfinispanNode} to start one.
 *
 * <p>Must not know: mail, protocols.
 */
package org.godwit.cluster.infinispan;
