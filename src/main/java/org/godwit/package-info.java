/** The main class: wires the parts and deploys them. Nothing is hidden from it, and it decides nothing. */
package org.godwit;
