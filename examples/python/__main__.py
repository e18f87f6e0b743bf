"""Needs the plugin, and its SDK for Python, which Pulumi writes from the plugin's schema:

    npm install -g "$tarball"   # the one that npm pack makes
    pulumi package add "$(npm prefix -g)/bin/pulumi-resource-risk-posture"
"""

import pulumi
import pulumi_risk_posture as risk

config = pulumi.Config()

workforce = risk.RiskBehaviors(
    "workforce",
    account_id=config.require("accountId"),
    behaviors={
        "imp_travel": risk.BehaviorArgs(enabled=True, risk_level=risk.RiskLevel.HIGH),
        "high_dlp": risk.BehaviorArgs(enabled=True, risk_level=risk.RiskLevel.MEDIUM),
    },
)

# What destroy gives back.
pulumi.export("before", workforce.initial)
