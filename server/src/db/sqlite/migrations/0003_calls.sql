CREATE TABLE `call_signals` (
	`call` text NOT NULL,
	`seq` integer NOT NULL,
	`side` text NOT NULL,
	`person` text NOT NULL,
	`device` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	PRIMARY KEY(`call`, `seq`),
	FOREIGN KEY (`call`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_signals_once` ON `call_signals` (`call`,`person`,`key`);--> statement-breakpoint
CREATE TABLE `calls` (
	`id` text PRIMARY KEY NOT NULL,
	`chat` integer NOT NULL,
	`key` text NOT NULL,
	`revision` integer NOT NULL,
	`signals` integer NOT NULL,
	`state` text NOT NULL,
	`end` text,
	`doctor` text NOT NULL,
	`doctor_device` text NOT NULL,
	`patient` text,
	`patient_device` text,
	`doctor_peer` text NOT NULL,
	`patient_peer` text NOT NULL,
	`doctor_flows` integer NOT NULL,
	`patient_flows` integer NOT NULL,
	`rang_at` integer NOT NULL,
	`answered_at` integer,
	`connecting_since` integer,
	`ended_at` integer,
	`due_at` integer,
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`doctor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_once` ON `calls` (`chat`,`doctor`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `calls_alive` ON `calls` (`chat`) WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX `calls_due` ON `calls` (`due_at`) WHERE state <> 'ended';--> statement-breakpoint
CREATE TABLE `readiness` (
	`chat` integer NOT NULL,
	`person` text NOT NULL,
	`side` text NOT NULL,
	`at` integer NOT NULL,
	`findings` text NOT NULL,
	PRIMARY KEY(`chat`, `person`),
	FOREIGN KEY (`chat`) REFERENCES `chats`(`no`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `audit_openings`;--> statement-breakpoint
DROP INDEX `audit_accesses`;--> statement-breakpoint
CREATE INDEX `audit_openings` ON `audit` (`chat`,`session`,`at`) WHERE action in ('chat-opened', 'readiness-opened');--> statement-breakpoint
CREATE INDEX `audit_accesses` ON `audit` (`chat`,`id`) WHERE action not in ('call-answered', 'call-ended', 'call-joined', 'call-rung', 'conclusion-previewed', 'entry-added', 'file-added', 'file-scanned', 'read-marked', 'readiness-told');--> statement-breakpoint
ALTER TABLE `entries` ADD `duration` integer;
