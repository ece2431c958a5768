CREATE TABLE `consent_withdrawals` (
	`consent` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`consent`) REFERENCES `consents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `attachments` (
	`patient` text NOT NULL,
	`organisation` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	PRIMARY KEY(`patient`, `organisation`),
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attachments_of_organisation` ON `attachments` (`organisation`);--> statement-breakpoint
CREATE TABLE `clinic_doctors` (
	`organisation` text NOT NULL,
	`doctor` text NOT NULL,
	PRIMARY KEY(`organisation`, `doctor`),
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`doctor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `request_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`key` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`result` text NOT NULL,
	`note` text,
	FOREIGN KEY (`request`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_attempts_once` ON `request_attempts` (`request`,`by`,`key`);--> statement-breakpoint
CREATE INDEX `request_attempts_of` ON `request_attempts` (`request`,`at`);--> statement-breakpoint
CREATE TABLE `request_numbers` (
	`year` integer PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `request_offers` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`no` integer NOT NULL,
	`key` text NOT NULL,
	`by` text NOT NULL,
	`slot` text NOT NULL,
	`state` text NOT NULL,
	`offered_at` integer NOT NULL,
	`held_until` integer NOT NULL,
	`answered_at` integer,
	`reason` text,
	`by_phone` integer NOT NULL,
	FOREIGN KEY (`request`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`slot`) REFERENCES `slots`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `request_offers_by_no` ON `request_offers` (`request`,`no`);--> statement-breakpoint
CREATE UNIQUE INDEX `request_offers_once` ON `request_offers` (`request`,`by`,`key`);--> statement-breakpoint
CREATE INDEX `request_offers_due` ON `request_offers` (`held_until`) WHERE state = 'held';--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`revision` integer NOT NULL,
	`state` text NOT NULL,
	`over` integer NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`registered_at` integer NOT NULL,
	`patient` text,
	`family` text,
	`given` text,
	`patronymic` text,
	`birth_date` text,
	`secret` text,
	`applicant` text NOT NULL,
	`key` text NOT NULL,
	`organisation` text NOT NULL,
	`specialty` text NOT NULL,
	`doctor` text,
	`phone` text NOT NULL,
	`email` text,
	`wishes` text NOT NULL,
	`comment` text NOT NULL,
	`consent_version` integer,
	`consent_hash` text,
	`call_by` integer NOT NULL,
	`call_by_provisional` integer NOT NULL,
	`consult_by` integer NOT NULL,
	`answered_at` integer,
	`refusals` integer NOT NULL,
	`annulled_at` integer,
	`annul_reason` text,
	`withdrawn_at` integer,
	`slot` text,
	`scheduled_by` text,
	`scheduled_key` text,
	`chat` text,
	`done_at` integer,
	`locked_by` text,
	`locked_until` integer,
	`words` text NOT NULL,
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`doctor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`slot`) REFERENCES `slots`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_number_unique` ON `requests` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `requests_once` ON `requests` (`applicant`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `requests_alive` ON `requests` (`patient`,`organisation`,`specialty`) WHERE patient is not null and over = 0;--> statement-breakpoint
CREATE INDEX `requests_of_patient` ON `requests` (`patient`,`registered_at`);--> statement-breakpoint
CREATE INDEX `requests_in_journal` ON `requests` (`organisation`,`over`,`call_by`,`id`,`state`,`specialty`,`doctor`,`source`,`answered_at`,`words`);--> statement-breakpoint
CREATE INDEX `requests_waiting` ON `requests` (`organisation`,`call_by`,`id`,`answered_at`) WHERE state in ('registered', 'in-progress', 'refused');--> statement-breakpoint
CREATE INDEX `requests_entered` ON `requests` (`applicant`,`over`,`call_by`,`id`);--> statement-breakpoint
CREATE INDEX `requests_of_chat` ON `requests` (`chat`) WHERE chat is not null;--> statement-breakpoint
CREATE INDEX `requests_due_done` ON `requests` (`done_at`) WHERE state = 'scheduled' and done_at is not null;--> statement-breakpoint
CREATE TABLE `slots` (
	`id` text PRIMARY KEY NOT NULL,
	`organisation` text NOT NULL,
	`doctor` text NOT NULL,
	`specialty` text NOT NULL,
	`kind` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`state` text NOT NULL,
	`patient` text,
	`booked_by` text,
	`booked_key` text,
	`comment` text,
	`chat` text,
	FOREIGN KEY (`organisation`) REFERENCES `organisations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`doctor`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `slots_once` ON `slots` (`doctor`,`starts_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `slots_booked_once` ON `slots` (`booked_by`,`booked_key`);--> statement-breakpoint
CREATE INDEX `slots_free` ON `slots` (`organisation`,`starts_at`,`id`) WHERE state = 'free';--> statement-breakpoint
CREATE INDEX `slots_of_chat` ON `slots` (`chat`) WHERE chat is not null;--> statement-breakpoint
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
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`notice` integer NOT NULL,
	`channel` text NOT NULL,
	`target` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	`leased_by` text,
	`leased_until` integer,
	`settled_at` integer,
	FOREIGN KEY (`notice`) REFERENCES `notices`(`no`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`notice`,`channel`,`target`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `deliveries_settled` ON `deliveries` (`settled_at`) WHERE settled_at is not null;--> statement-breakpoint
CREATE TABLE `notices` (
	`no` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`person` text NOT NULL,
	`patient` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	`chat` text,
	`request` text,
	`moment` integer,
	`number` text,
	`planned` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`patient`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_id_unique` ON `notices` (`id`);--> statement-breakpoint
CREATE INDEX `notices_of_person` ON `notices` (`person`,`no`);--> statement-breakpoint
CREATE INDEX `notices_unread` ON `notices` (`person`) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX `notices_to_plan` ON `notices` (`no`) WHERE planned = 0;--> statement-breakpoint
CREATE INDEX `notices_of_chat` ON `notices` (`chat`,`person`,`no`);--> statement-breakpoint
CREATE UNIQUE INDEX `notices_reminding_once` ON `notices` (`person`,`chat`,`kind`,`moment`) WHERE kind in ('consultation-tomorrow', 'consultation-soon');--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscriptions_endpoint_unique` ON `push_subscriptions` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_subscriptions_of_person` ON `push_subscriptions` (`person`,`at`);--> statement-breakpoint
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
DROP INDEX `consents_once`;--> statement-breakpoint
ALTER TABLE `consents` ADD `level` text;--> statement-breakpoint
ALTER TABLE `consents` ADD `round` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `consents_once` ON `consents` (`patient`,`kind`,`version`,`by`,`round`);--> statement-breakpoint
ALTER TABLE `calls` ADD `doctor_session` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `patient_session` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `district` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `address` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `hours` text;--> statement-breakpoint
ALTER TABLE `organisations` ADD `levels` text;--> statement-breakpoint
ALTER TABLE `people` ADD `phone` text;--> statement-breakpoint
ALTER TABLE `people` ADD `email` text;--> statement-breakpoint
ALTER TABLE `representations` ADD `ends_at` integer;--> statement-breakpoint
ALTER TABLE `representations` ADD `ended` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `representations_due` ON `representations` (`ends_at`) WHERE ended = 0;--> statement-breakpoint
CREATE INDEX `audit_registry_openings` ON `audit` (`subject`,`session`,`at`) WHERE action in ('journal-opened', 'people-searched', 'request-opened');--> statement-breakpoint
CREATE INDEX `audit_consents` ON `audit` (`subject`,`id`) WHERE action in ('consent-given', 'consent-published', 'consent-withdrawn');--> statement-breakpoint
CREATE INDEX `audit_of_subject` ON `audit` (`subject`,`id`) WHERE chat is null;--> statement-breakpoint
CREATE TRIGGER `consent_withdrawals_no_update` BEFORE UPDATE ON `consent_withdrawals` BEGIN SELECT raise(abort, 'consent_withdrawals is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_withdrawals_no_delete` BEFORE DELETE ON `consent_withdrawals` BEGIN SELECT raise(abort, 'consent_withdrawals is append-only'); END;
--> statement-breakpoint
-- Who has had consultations there sees patients there.
INSERT OR IGNORE INTO `clinic_doctors` (`organisation`, `doctor`) SELECT DISTINCT `organisation`, `doctor` FROM `chats`;
