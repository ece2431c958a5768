CREATE TABLE `logout_tokens` (
	`jti` text PRIMARY KEY NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `logout_tokens_over` ON `logout_tokens` (`until`);--> statement-breakpoint
CREATE TABLE `revocations` (
	`subject` text NOT NULL,
	`scope` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	PRIMARY KEY(`subject`, `scope`)
);
--> statement-breakpoint
CREATE INDEX `revocations_over` ON `revocations` (`until`);--> statement-breakpoint
ALTER TABLE `calls` ADD `doctor_session` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `patient_session` text;