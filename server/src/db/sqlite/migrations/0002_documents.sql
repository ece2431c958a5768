CREATE TABLE `conclusions` (
	`chat` integer NOT NULL,
	`version` integer NOT NULL,
	`author` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`content` text NOT NULL,
	`place` text NOT NULL,
	`size` integer NOT NULL,
	`hash` text NOT NULL,
	`signed_by` text,
	PRIMARY KEY(`chat`, `version`),
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conclusions_place_unique` ON `conclusions` (`place`);--> statement-breakpoint
CREATE UNIQUE INDEX `conclusions_once` ON `conclusions` (`chat`,`author`,`key`);--> statement-breakpoint
CREATE TABLE `entry_words` (
	`chat` integer NOT NULL,
	`seq` integer NOT NULL,
	`words` text NOT NULL,
	PRIMARY KEY(`chat`, `seq`),
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`chat` integer NOT NULL,
	`person` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`hash` text NOT NULL,
	`place` text NOT NULL,
	`width` integer,
	`height` integer,
	`state` text NOT NULL,
	`uploaded_at` integer NOT NULL,
	`seq` integer,
	`position` integer,
	`deleted_at` integer,
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `files_place_unique` ON `files` (`place`);--> statement-breakpoint
CREATE UNIQUE INDEX `files_once` ON `files` (`chat`,`person`,`key`);--> statement-breakpoint
CREATE INDEX `files_of_entry` ON `files` (`chat`,`seq`);--> statement-breakpoint
CREATE INDEX `files_waiting` ON `files` (`uploaded_at`) WHERE seq is null and deleted_at is null;--> statement-breakpoint
CREATE INDEX `files_scanning` ON `files` (`id`) WHERE state = 'scanning' and deleted_at is null;--> statement-breakpoint
ALTER TABLE `audit` ADD `hash` text;--> statement-breakpoint
CREATE INDEX `audit_accesses` ON `audit` (`chat`,`id`) WHERE action not in ('conclusion-previewed', 'entry-added', 'file-added', 'file-scanned', 'read-marked');--> statement-breakpoint
ALTER TABLE `chats` ADD `patient_side_delivered` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `chats` ADD `doctor_side_delivered` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `chats` ADD `indexed_seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `entries` ADD `reply_to` integer;--> statement-breakpoint
CREATE INDEX `chats_alive` ON `chats` (`doctor`,`starts_at`) WHERE state in ('scheduled', 'open');--> statement-breakpoint
CREATE INDEX `entries_replies` ON `entries` (`chat`,`reply_to`) WHERE reply_to is not null;
--> statement-breakpoint
CREATE TRIGGER `conclusions_no_update` BEFORE UPDATE ON `conclusions` BEGIN SELECT raise(abort, 'conclusions is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `conclusions_no_delete` BEFORE DELETE ON `conclusions` BEGIN SELECT raise(abort, 'conclusions is append-only'); END;
