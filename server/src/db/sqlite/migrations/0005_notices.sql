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
CREATE INDEX `push_subscriptions_of_person` ON `push_subscriptions` (`person`,`at`);