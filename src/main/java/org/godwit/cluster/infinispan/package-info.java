/**
 * The cluster's engine by Infinispan and JGroups, through Vert.x's cluster manager for them. What is outside knows {@code ClusterNode} and
 * {@code ClusterEngine}, and {@link org.godwit.cluster.infinispan.InfinispanStarter} to start one.
 *
 * <p>Must not know: mail, protocols. Nobody refers to its classes: {@code ClusterLibraries} loads them by name, with their libraries.
 */
package org.godwit.cluster.infinispan;
