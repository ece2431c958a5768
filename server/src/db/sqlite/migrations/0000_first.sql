CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`role` text,
	`session` text,
	`action` text NOT NULL,
	`chat` text,
	`subject` text,
	`code` text
);
--> statement-breakpoint
CREATE INDEX `audit_openings` ON `audit` (`chat`,`session`,`at`) WHERE action = 'chat-opened';--> statement-breakpoint
CREATE TABLE `chats` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`patient` text NOT NULL,
	`doctor` text NOT NULL,
	`organisation` text NOT NULL,
	`specialty` text NOT NULL,
	`title` text NOT NULL,
	`comment` text,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`reason` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`active_at` integer NOT NULL,
	`seq` integer NOT NULL,
	`revision` integer NOT NULL,
	`wrote` integer NOT NULL,
	`patient_side_read` integer NOT NULL,
	`doctor_side_read` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_key` text NOT NULL,
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`doctor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chats_id_unique` ON `chats` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `chats_created_once` ON `chats` (`created_by`,`created_key`);--> statement-breakpoint
CREATE INDEX `chats_of_patient` ON `chats` (`patient`);--> statement-breakpoint
CREATE INDEX `chats_of_doctor` ON `chats` (`doctor`,`active_at`,`id`);--> statement-breakpoint
CREATE INDEX `chats_due_to_open` ON `chats` (`starts_at`) WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX `chats_due_to_be_missed` ON `chats` (`ends_at`) WHERE wrote = 0 and state in ('scheduled', 'open');--> statement-breakpoint
CREATE TABLE `consent_documents` (
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`hash` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `version`)
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`patient` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`hash` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_once` ON `consents` (`patient`,`kind`,`version`,`by`);--> statement-breakpoint
CREATE TABLE `entries` (
	`chat` integer NOT NULL,
	`seq` integer NOT NULL,
	`revision` integer NOT NULL,
	`kind` text NOT NULL,
	`sent_at` integer NOT NULL,
	`author` text,
	`side` text,
	`key` text,
	`text` text,
	`deleted_at` integer,
	`note` text,
	`person` text,
	`reason` text,
	PRIMARY KEY(`chat`, `seq`),
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_by_revision` ON `entries` (`chat`,`revision`);--> statement-breakpoint
CREATE UNIQUE INDEX `entries_once` ON `entries` (`chat`,`author`,`key`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `organisations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`words` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`family` text NOT NULL,
	`given` text NOT NULL,
	`patronymic` text,
	`birth_date` text,
	`specialty` text,
	`words` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reads` (
	`chat` integer NOT NULL,
	`person` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`chat`, `person`),
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `representations` (
	`patient` text NOT NULL,
	`representative` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	PRIMARY KEY(`patient`, `representative`),
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`representative`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `representations_by_representative` ON `representations` (`representative`);