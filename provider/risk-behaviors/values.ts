/** A behavior as an account shows it. */
export interface ObservedBehavior {
  /** Whether Cloudflare looks for this behavior. */
  enabled: boolean;
  /** `low`, `medium` or `high`; a level that Cloudflare adds later is kept as it is. */
  riskLevel: string;
}

/** A behavior with Cloudflare's name and description of it. */
export interface BehaviorDetails extends ObservedBehavior {
  /** The name that the dashboard shows. */
  name: string;
  /** What triggers the behavior, in Cloudflare's words. */
  description: string;
}
