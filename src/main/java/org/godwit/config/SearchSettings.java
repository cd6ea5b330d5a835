package org.godwit.config;

/**
 * Searches.
 *
 * @param index whether an index of texts is kept for mailboxes that are searched
 */
public record SearchSettings(
    @Setting(value = "true", help = "keep an index of the texts in mailboxes that are searched, so that not every message is read; finds the same as without") boolean index) {}
