/**
 * The rules of {@link io.github.dl4jdropout.adopt.DropoutAudit}, a file for each, and its table. Apart from
 * {@link io.github.dl4jdropout.adopt.audit.AuditFinding} no API.
 *
 * <p>A rule judges one layer, as those of package {@code io.github.dl4jdropout.check} do, which are asked first.
 */
package io.github.dl4jdropout.adopt.audit;
