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
CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`confirmed_by` text,
	`done_at` integer,
	`erased` text,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `erasures_open` ON `erasures` (`person`) WHERE done_at is null;--> statement-breakpoint
ALTER TABLE `organisations` ADD `levels` text;--> statement-breakpoint
ALTER TABLE `representations` ADD `ends_at` integer;--> statement-breakpoint
ALTER TABLE `representations` ADD `ended` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `representations_due` ON `representations` (`ends_at`) WHERE ended = 0;--> statement-breakpoint
ALTER TABLE `calls` ADD `doctor_session` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `patient_session` text;--> statement-breakpoint
CREATE INDEX `audit_of_subject` ON `audit` (`subject`,`id`) WHERE chat is null;