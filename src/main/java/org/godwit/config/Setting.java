package org.godwit.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one setting on the record component that holds it. The component's path from {@link Settings} is the key
 * ({@code imap.port}), its type decides how text is read, and this annotation holds the rest.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** The default, written as a person would write it in the file. */
  String value();

  /** One line for {@code conf/godwit.yaml}: what it does, and its unit. */
  String help();

  /** Smallest number allowed. */
  double min() default 0;

  /** Largest number allowed. */
  double max() default Integer.MAX_VALUE;

  /** If not empty: the only texts allowed. */
  String[] oneOf() default {};
}
