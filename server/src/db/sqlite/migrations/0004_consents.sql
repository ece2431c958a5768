CREATE TABLE `consent_withdrawals` (
	`consent` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`consent`) REFERENCES `consents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `consents_once`;--> statement-breakpoint
ALTER TABLE `consents` ADD `level` text;--> statement-breakpoint
ALTER TABLE `consents` ADD `round` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `consents_once` ON `consents` (`patient`,`kind`,`version`,`by`,`round`);--> statement-breakpoint
CREATE INDEX `audit_consents` ON `audit` (`subject`,`id`) WHERE action in ('consent-given', 'consent-published', 'consent-withdrawn');--> statement-breakpoint
CREATE TRIGGER `consent_withdrawals_no_update` BEFORE UPDATE ON `consent_withdrawals` BEGIN SELECT raise(abort, 'consent_withdrawals is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `consent_withdrawals_no_delete` BEFORE DELETE ON `consent_withdrawals` BEGIN SELECT raise(abort, 'consent_withdrawals is append-only'); END;
