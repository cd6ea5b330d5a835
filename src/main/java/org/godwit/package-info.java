/**
 * The main class and what starts and stops a server: {@link org.godwit.Server} claims the data directory, binds the ports, gives
 * root up and opens the services behind the ports ({@link org.godwit.Services}). Nothing is hidden from it; it wires, and decides
 * nothing about mail.
 */
package org.godwit;
