/**
 * The command line: one picocli command class each. {@link org.godwit.tool.GodwitCommand} is the root; whoever adds a command
 * names its class there.
 *
 * <p>A command that cannot do what it should throws {@link org.godwit.tool.ToolFailure}: one line on standard error, exit
 * status 1. Wrong usage is exit status 2.
 */
package org.godwit.tool;
