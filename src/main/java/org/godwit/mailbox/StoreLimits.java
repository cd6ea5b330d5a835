package org.godwit.mailbox;

/**
 * Bounds of a node's store.
 *
 * @param account bounds of each account
 * @param workerThreads threads that read and write files
 * @param accountIdleMs after how long without a request an account leaves memory
 * @param roomKeptBytes octets of the disk that mail does not get
 */
public record StoreLimits(Limits account, int workerThreads, long accountIdleMs, long roomKeptBytes) {}
