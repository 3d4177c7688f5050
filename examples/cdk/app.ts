import { App, BootstraplessSynthesizer } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';

// The folder where the CDK's command line looks; without assets, no account needs to be bootstrapped.
const app = new App({ outdir: 'cdk.out', defaultStackSynthesizer: new BootstraplessSynthesizer() });
new OrdersStack(app, 'Orders', { tokenryStack: 'tokenry' });
app.synth();
