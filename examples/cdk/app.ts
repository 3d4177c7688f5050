import { App, BootstraplessSynthesizer } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';

// The default output directory of the CDK CLI. The stack has no assets, so the account needs no bootstrapping.
const app = new App({ outdir: 'cdk.out', defaultStackSynthesizer: new BootstraplessSynthesizer() });
new OrdersStack(app, 'Orders', { tokenryStack: 'tokenry' });
app.synth();
