/** Customs figures of many publishers in one star schema. */
@org.jspecify.annotations.NullMarked
package org.tradehouse;
